"""Settings of one installation: a frozen dataclass read once from the environment.

Unsafe or unreadable values are refused at the start with a sentence that says what to do,
so that nothing half-configured ever answers a request.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import available_timezones

HERE = Path(__file__).parent
KEY_BYTES = 32
SECRET_LENGTH = 32


class UnsafeSettings(Exception):
    """The environment holds a value the application will not start with."""


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two installations. Paths are absolute, times in seconds."""

    production: bool
    secret_key: str = field(repr=False)
    encryption_keys: tuple[str, ...] = field(repr=False)
    instance: Path
    database_url: str = field(repr=False)
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    queue_url: str = field(default="", repr=False)
    base_url: str = "http://localhost:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    web_workers: int = 2
    web_threads: int = 8
    behind_proxies: int = 0
    demo: bool = False
    testing: bool = False

    community_name: str = "Alumni Community"
    languages: tuple[str, ...] = ("en",)
    time_zone: str = "UTC"
    open_registration: bool = False
    second_factor_for_staff: bool = True
    rate_limits: bool = True
    invitation_days: int = 14

    mail_server: str = ""
    mail_port: int = 25
    mail_username: str = ""
    mail_password: str = field(default="", repr=False)
    mail_use_tls: bool = False
    mail_use_ssl: bool = False
    mail_sender: str = "community@localhost"
    mail_timeout: float = 20.0
    mail_return_path: str = ""
    mails_a_week: int = 3
    mail_pause: int = 10  # minutes that news wait for somebody who was here today
    bounces: Path | None = None
    bounces_secret: str = field(default="", repr=False)

    max_upload_bytes: int = 12 * 1024 * 1024
    max_roster_rows: int = 200_000
    sweep_seconds: int = 30
    cheap_passwords: bool = False

    @property
    def media_folder(self) -> Path:
        """Where re-encoded pictures live."""
        return self.instance / "media"

    @property
    def mail_folder(self) -> Path:
        """Where mail goes as files in demo mode without a mail server."""
        return self.instance / "mail"

    @property
    def queue_path(self) -> Path:
        """The file of SqliteHuey."""
        return self.instance / "queue.db"

    @property
    def on_sqlite(self) -> bool:
        """True for the default database."""
        return self.database_url.startswith("sqlite")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings of this process; refuses (UnsafeSettings) what would not be safe to run."""
        return _Reading(environ).settings()


class _Reading:
    """One reading of an environment, naming the variable in every refusal."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.production = self.text("ENV", "development") == "production"
        self.demo = self.flag("DEMO", False)
        self.instance = Path(self.text("INSTANCE", str(HERE / "instance"))).resolve()

    def settings(self) -> Settings:
        if self.production and self.demo:
            raise UnsafeSettings("DEMO=1 and ENV=production exclude each other: unset one of them.")
        base_url = self.text("BASE_URL", self._default_base_url()).rstrip("/")
        if self.production and not base_url.startswith("https://"):
            raise UnsafeSettings("BASE_URL must be the https:// address people use in production.")
        zone = self.text("TIME_ZONE", "UTC")
        if zone not in available_timezones():
            raise UnsafeSettings(f"TIME_ZONE {zone!r} is not a known zone, for example Europe/Berlin.")
        mail_server = self.text("MAIL_SERVER", "")
        if self.production and not mail_server:
            raise UnsafeSettings("MAIL_SERVER is missing: without mail nobody can be invited.")
        self.instance.mkdir(parents=True, exist_ok=True)
        return Settings(
            production=self.production,
            demo=self.demo,
            instance=self.instance,
            secret_key=self._secret("SECRET_KEY", minimum=SECRET_LENGTH),
            secret_key_fallbacks=self._fallbacks(),
            encryption_keys=self._encryption_keys(),
            database_url=self._database_url(),
            queue_url=self.text("QUEUE_URL", ""),
            base_url=base_url,
            host=self.text("HOST", "127.0.0.1"),
            port=self.number("PORT", 8000),
            web_workers=self.number("WEB_WORKERS", 2),
            web_threads=self.number("WEB_THREADS", 8),
            behind_proxies=self.number("BEHIND_PROXIES", 0),
            community_name=self.text("COMMUNITY_NAME", "Alumni Community"),
            languages=self.many("LANGUAGES") or ("en",),
            time_zone=zone,
            open_registration=self.flag("OPEN_REGISTRATION", False),
            second_factor_for_staff=not self.demo,
            rate_limits=self.flag("RATE_LIMITS", True),
            mail_server=mail_server,
            mail_port=self.number("MAIL_PORT", 25),
            mail_username=self.text("MAIL_USERNAME", ""),
            mail_password=self.text("MAIL_PASSWORD", ""),
            mail_use_tls=self.flag("MAIL_USE_TLS", False),
            mail_use_ssl=self.flag("MAIL_USE_SSL", False),
            mail_sender=self.text("MAIL_SENDER", "community@localhost"),
            mail_timeout=float(self.number("MAIL_TIMEOUT", 20)),
            mail_return_path=self.text("MAIL_RETURN_PATH", ""),
            mails_a_week=self.number("MAILS_A_WEEK", 3),
            mail_pause=self.number("MAIL_PAUSE", 10),
            bounces=self._bounces(),
            bounces_secret=self._bounces_secret(),
            max_upload_bytes=self.number("MAX_UPLOAD_BYTES", 12 * 1024 * 1024),
            max_roster_rows=self.number("MAX_ROSTER_ROWS", 200_000),
            sweep_seconds=self.number("SWEEP_SECONDS", 30),
        )

    def text(self, name: str, default: str) -> str:
        return self.environ.get(name, "").strip() or default

    def many(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(name, "").split(",") if part.strip())

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdigit():
            raise UnsafeSettings(f"{name} must be a whole number, not {value!r}.")
        return int(value)

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name, "1" if default else "0").lower()
        if value not in {"0", "1", "true", "false", "yes", "no", "on", "off"}:
            raise UnsafeSettings(f"{name} must be 1 or 0, not {value!r}.")
        return value in {"1", "true", "yes", "on"}

    def _default_base_url(self) -> str:
        # By name where it can be: browsers make passkeys for names, never for the numbers of an address.
        host = self.text("HOST", "127.0.0.1")
        name = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::1"} else host  # noqa: S104
        return f"http://{name}:{self.text('PORT', '8000')}"

    def _database_url(self) -> str:
        url = self.text("DATABASE_URL", f"sqlite:///{self.instance / 'community.db'}")
        for plain in ("postgres://", "postgresql://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise UnsafeSettings("DATABASE_URL must begin with sqlite:/// or postgresql://.")
        return url

    def _secret(self, name: str, *, minimum: int) -> str:
        value = self.text(name, "")
        if not value and not self.production:
            return self._kept(name.lower(), lambda: secrets.token_urlsafe(48))
        if len(value) < minimum:
            raise UnsafeSettings(
                f"{name} is missing or shorter than {minimum} characters. "
                'Make one with: python -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        return value

    def _bounces(self) -> Path | None:
        """The mailbox (Maildir folder or mbox file) into which reports of mails that came back are delivered."""
        path = self.text("BOUNCES", "")
        return Path(path).resolve() if path else None

    def _bounces_secret(self) -> str:
        secret = self.text("BOUNCES_SECRET", "")
        if secret and len(secret) < SECRET_LENGTH:
            raise UnsafeSettings(
                f"BOUNCES_SECRET must have {SECRET_LENGTH} characters, or be unset to take no webhook."
            )
        return secret

    def _fallbacks(self) -> tuple[str, ...]:
        keys = self.many("SECRET_KEY_FALLBACKS")
        if any(len(key) < SECRET_LENGTH for key in keys):
            raise UnsafeSettings(f"SECRET_KEY_FALLBACKS must each have {SECRET_LENGTH} characters, as SECRET_KEY has.")
        return keys

    def _encryption_keys(self) -> tuple[str, ...]:
        keys = self.many("ENCRYPTION_KEYS")
        if not keys and not self.production:
            keys = (self._kept("encryption_key", new_encryption_key),)
        if not keys:
            raise UnsafeSettings(
                "ENCRYPTION_KEYS is missing: comma-separated, newest first. Make one with: "
                'python -c "import config; print(config.new_encryption_key())"'
            )
        for key in keys:
            if not _is_key(key):
                raise UnsafeSettings("ENCRYPTION_KEYS must each be 32 bytes in base64.")
        return keys

    def _kept(self, name: str, make) -> str:
        """A development secret, made once and kept beside the database, never in the tree."""
        path = self.instance / name
        if not path.exists():
            made = path.with_suffix(".new")
            made.write_text(make(), encoding="ascii")
            made.chmod(0o600)
            # A hard link does not overwrite: of two first starts at once, one secret wins.
            try:
                path.hardlink_to(made)
            except FileExistsError:
                pass
            finally:
                made.unlink(missing_ok=True)
        return path.read_text(encoding="ascii").strip()


def new_encryption_key() -> str:
    """A fresh key for private text: 32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def _is_key(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text)) == KEY_BYTES
    except ValueError:
        return False
