"""One factory for each model, in a module for each room: `from tests.factories.pool import RoleModelFactory`."""
