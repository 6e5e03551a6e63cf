"""Certificates for a broker on this machine, made by OpenSSL anew for each run."""

import subprocess
from pathlib import Path


def make_authority(folder: Path, name: str = "Castwatch tests") -> tuple[Path, Path]:
    """An authority: its certificate and its key, as PEM."""
    certificate, key = folder / "ca.pem", folder / "ca.key"
    _openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"),
        *("-keyout", str(key), "-out", str(certificate)),
    )
    return certificate, key


def make_keystore(folder: Path, authority: tuple[Path, Path], address: str) -> Path:
    """A server's key and certificate in one PEM file, as Kafka reads it."""
    certificate, key = authority
    request, own, signed = folder / "server.csr", folder / "server.key", folder / "server.crt"
    extension = folder / "server.ext"
    extension.write_text(f"subjectAltName=IP:{address}")
    _openssl(
        *("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=broker"),
        *("-keyout", str(own), "-out", str(request)),
    )
    _openssl(
        *("x509", "-req", "-days", "2", "-in", str(request), "-CA", str(certificate)),
        *("-CAkey", str(key), "-CAcreateserial", "-extfile", str(extension), "-out", str(signed)),
    )
    keystore = folder / "server.pem"
    keystore.write_text(own.read_text() + signed.read_text())
    return keystore


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=60)
