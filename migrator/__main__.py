"""`python -m migrator` is the same as `migrator`."""

from migrator.cli import cli

if __name__ == "__main__":
    cli(prog_name="migrator")
