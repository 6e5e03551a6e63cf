"""`python -m app` is `castwatch`."""

from app.cli import main

main()
