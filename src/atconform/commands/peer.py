"""``atconform peer``: the far end for modules that cannot reach the test host, on a host that they can reach."""

from __future__ import annotations

from pathlib import Path

import click

from atconform.base.saying import say
from atconform.peer.daemon import serve


@click.command("peer")
@click.option("--listen", required=True, metavar="HOST:PORT", help="Where test hosts sign in.")
@click.option(
    "--token-file", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Holds the shared secret."
)
@click.option("--tls-cert", type=click.Path(path_type=Path), metavar="FILE", help="Certificate chain, in PEM.")
@click.option("--tls-key", type=click.Path(path_type=Path), metavar="FILE", help="Its private key, in PEM.")
@click.option("--ports", metavar="A-B", default="20000-20999", show_default=True, help="For peers, TCP and UDP.")
@click.option("--bind", metavar="IP", help="The address of peers.  [default: the host of --listen]")
def command(
    listen: str, token_file: Path, tls_cert: Path | None, tls_key: Path | None, ports: str, bind: str | None
) -> int:
    """Be the far end of modules until Ctrl-C; test hosts name it in their bench file."""
    return serve(listen, token_file, tls_cert, tls_key, ports=ports, bind=bind, say=say)
