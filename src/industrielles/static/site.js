// The whole of our own script for pages. Everything works without it.

// the summary of errors takes focus once
document.getElementById("erreurs")?.focus();

// Escape closes the menu and gives focus back
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// filters are folded on a phone, unless one of them is in use
const filters = document.querySelector("details.filtres");
if (filters && !filters.hasAttribute("data-used") && matchMedia("(max-width: 59.99em)").matches) filters.open = false;

// a form is sent once
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// the number beside a slider follows it
document.addEventListener("input", (event) => {
  const said = event.target.type === "range" && event.target.parentElement.querySelector("output");
  if (said) said.value = event.target.value;
});

// in a list of cards, while one has the focus: j the next, k the one before, and the letter of a button presses it. With nothing in
// focus these letters lead to the first card and press nothing; nor do they for a card out of the window, or for a key held down
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.("input,select,textarea")) return;
  const held = event.target.closest?.("[data-keys] > li");
  const card = held || (event.target.tabIndex < 0 && document.querySelector("[data-keys] > li"));
  if (!card) return;
  const next = { j: card.nextElementSibling, k: card.previousElementSibling }[event.key];
  const button = card.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!next && !button && (held || event.key !== "j")) return;
  event.preventDefault();
  const box = card.getBoundingClientRect();
  if (!held || (button && (box.bottom <= 0 || box.top >= innerHeight))) {
    card.scrollIntoView({ block: "nearest" });
    card.focus();
  } else if (next) next.focus();
  else if (!event.repeat) button.click();
});

// htmx sends the token of the form it stands in
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

// a text field with suggestions written by the server (ARIA 1.2 combobox); without script it is a plain text field
for (const box of document.querySelectorAll("[data-combo]")) combobox(box);

function combobox(box) {
  const input = box.querySelector("input[role=combobox]"), list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[role=status]"), code = box.querySelector("input[type=hidden]");
  let current = -1, timer = 0, asked = null;
  const options = () => [...list.querySelectorAll("[role=option]")];

  function mark(place) {
    current = place;
    options().forEach((option, n) => option.setAttribute("aria-selected", n === place));
    if (place < 0) return input.removeAttribute("aria-activedescendant");
    const option = options()[place];
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }
  function pick(option) {
    input.value = option.dataset.value;
    if (code) code.value = option.dataset.code || "";
    close();
    status.textContent = "";
    input.focus();
  }
  async function ask() {
    asked?.abort();
    const words = input.value.trim();
    if (words.length < 2) return close();
    asked = new AbortController();
    try {
      const address = `${box.dataset.combo}?${new URLSearchParams({ [box.dataset.param]: words })}`;
      const answer = await fetch(address, { signal: asked.signal, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) return;
      list.innerHTML = await answer.text();
    } catch { return; } // offline, or a newer question was asked: what is typed stays
    const found = options().length;
    input.setAttribute("aria-expanded", String(found > 0));
    mark(-1);
    status.textContent = found ? box.dataset.found.replace("{n}", found) : box.dataset.none;
  }
  input.addEventListener("input", () => {
    if (code) code.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (!count) return;
    if (event.key === "ArrowDown") mark((current + 1) % count);
    else if (event.key === "ArrowUp") mark((current - 1 + count) % count);
    else if (event.key === "Enter" && current >= 0) pick(options()[current]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) pick(option);
  });
  input.addEventListener("blur", () => setTimeout(close, 100));
}
