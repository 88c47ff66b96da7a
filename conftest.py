"""The suite as pytest sees it: its steps, its fixtures, its options. Everything is in the modules named here."""

pytest_plugins = [
    "steps.host",
    "steps.module",
    "steps.peers",
    "steps.playing",
    "fixtures.options",
    "fixtures.cut_off",
    "fixtures.feature_files",
    "fixtures.collection",
    "fixtures.sharing",
    "fixtures.folder",
    "fixtures.bench",
    "fixtures.listing",
    "fixtures.reporter",
    "fixtures.beginning",
    "fixtures.record",
    "fixtures.runlog",
    "fixtures.letting_go",
    "fixtures.secrets",
    "fixtures.verdict",
    "fixtures.steps_shown",
]
