"""The suite as pytest sees it: its steps, its fixtures, its options. Everything is in the modules named here."""

pytest_plugins = [
    "steps.host",
    "steps.module",
    "steps.peers",
    "fixtures.options",
    "fixtures.collection",
    "fixtures.sharing",
    "fixtures.confirm",
    "fixtures.bench",
    "fixtures.listing",
    "fixtures.secrets",
    "fixtures.known",
    "fixtures.verdict",
    "fixtures.record",
    "fixtures.steps_shown",
]
