// Passkeys: the browser answers the question of the server, and the form sends its answer. Without script the button is not shown.
const supported = "credentials" in navigator && "PublicKeyCredential" in window;
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function readable(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    options[list]?.forEach((one) => { one.id = bytes(one.id); });
  }
  return options;
}

function sendable(made) {
  const { response } = made, said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = text(response[part]);
  }
  return { id: made.id, rawId: text(made.rawId), type: made.type, response: said, clientExtensionResults: {} };
}

async function answer(form) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const asked = await fetch(form.dataset.question, { method: "POST", headers: { "X-CSRFToken": token } });
  if (!asked.ok || asked.redirected) return location.reload();
  const publicKey = readable((await asked.json()).publicKey);
  const made = form.dataset.passkey === "make" ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
  form.elements.answer.value = JSON.stringify(sendable(made));
  form.requestSubmit();
}

for (const form of supported ? document.querySelectorAll("form[data-passkey]") : []) {
  const button = form.querySelector("button"), status = form.querySelector("[role=status]");
  form.hidden = false;
  form.closest("[data-passkey-only]")?.removeAttribute("hidden");
  document.querySelector("[data-passkey-missing]")?.setAttribute("hidden", "");
  button.addEventListener("click", async () => {
    button.disabled = true;
    status.textContent = "";
    try { await answer(form); } catch { status.textContent = status.dataset.said; }
    button.disabled = false;
  });
}
