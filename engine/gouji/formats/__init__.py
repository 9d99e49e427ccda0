"""One module per output: a CheckResult becomes text. Nothing here computes anything about the report."""
