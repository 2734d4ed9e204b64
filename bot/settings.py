"""Every setting, from the environment or an .env file; .env.example lists them all."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.reactions import USUAL, Deed, reactions_of

DATABASES = ("postgresql", "postgres", "sqlite")


class SettingTrouble(Exception):
    """A setting cannot be used; the text tells which and why."""


class Settings(BaseSettings):
    """What can be set. Empty values count as not set."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    home: Path = Field(
        Path("~/.rapport"), alias="RAPPORT_HOME", description="The folder that holds everything: database, index, log"
    )
    database_url: str = Field(
        "",
        alias="DATABASE_URL",
        description="PostgreSQL, as in postgresql://user:password@host/name; SQLite in the home folder if empty",
    )
    me: str = Field("", alias="RAPPORT_ME", description="Your e-mail address, for chat and ask in the terminal")
    country: str = Field(
        "",
        alias="RAPPORT_COUNTRY",
        description="Where you are, as in Germany or DE: phone numbers written without a country are of there",
    )
    company: str = Field("", alias="RAPPORT_COMPANY", description="Your company's name, as it heads quotes")
    address: str = Field(
        "",
        alias="RAPPORT_ADDRESS",
        description="Your company's address as it stands on quotes; a semicolon begins a new line",
    )
    slack_bot_token: str = Field("", alias="SLACK_BOT_TOKEN", description="The bot token of your Slack app, xoxb-...")
    slack_app_token: str = Field("", alias="SLACK_APP_TOKEN", description="The app token, xapp-..., for Socket Mode")
    slack_signing_secret: str = Field(
        "", alias="SLACK_SIGNING_SECRET", description="The signing secret, for signed HTTP instead of Socket Mode"
    )
    port: int = Field(3000, alias="PORT", description="Where signed HTTP listens, on loopback")
    workspace_port: int = Field(
        8321, alias="RAPPORT_WORKSPACE_PORT", description="Where the page of your own workspace is, on loopback"
    )
    slack_api_url: str = Field(
        "https://slack.com/api/", alias="SLACK_API_URL", description="Slack's Web API; a stand-in's address in tests"
    )
    slack_join: bool = Field(
        True,
        alias="RAPPORT_JOIN",
        description="Whether full members of the workspace may join as sales reps by their verified e-mail",
    )
    reactions: str = Field(
        USUAL,
        alias="RAPPORT_REACTIONS",
        description="Which emoji on a message logs it, opens a case from it or closes its case; off for none",
    )
    links: str = Field(
        "",
        alias="RAPPORT_LINKS",
        description="How the addresses of records begin, as in https://crm.example.com, for their links to unfold "
        "in Slack; empty for none",
    )
    threads: int = Field(8, alias="RAPPORT_THREADS", description="How many messages are answered at the same time")
    model: str = Field(
        "",
        alias="RAPPORT_MODEL",
        description="A chat model that reads instead, as provider:name, such as openai:gpt-5-mini",
    )
    model_seconds: float = Field(
        8.0,
        alias="RAPPORT_MODEL_SECONDS",
        description="How long the chat model may take, in seconds, before the local reader steps in",
    )
    model_when: Literal["always", "unsure"] = Field(
        "always",
        alias="RAPPORT_MODEL_WHEN",
        description="When the chat model is asked: always, or unsure, only for what this machine reads with doubt",
    )
    learn: bool = Field(
        True,
        alias="RAPPORT_LEARN",
        description="Whether sentences you put right are kept, names masked, for rapport learn; "
        "they stay in your database; false keeps none",
    )
    log_level: str = Field(
        "WARNING", alias="RAPPORT_LOG", description="How much the log says: DEBUG, INFO, WARNING, ERROR"
    )

    @field_validator("home")
    @classmethod
    def _at_home(cls, home: Path) -> Path:
        return home.expanduser()

    @field_validator("database_url")
    @classmethod
    def _is_known(cls, url: str) -> str:
        if url and (urlsplit(url).scheme not in DATABASES or urlsplit(url).port == 0):
            raise ValueError("begin it with postgresql://, or leave it empty for SQLite")
        return url

    @field_validator("reactions")
    @classmethod
    def _are_reactions(cls, setting: str) -> str:
        reactions_of(setting)
        return setting

    @field_validator("links")
    @classmethod
    def _is_address(cls, address: str) -> str:
        told = urlsplit(address.strip())
        if address and (told.scheme not in ("http", "https") or not told.hostname or told.query or told.fragment):
            raise ValueError("write the whole address, as in https://crm.example.com")
        return address.strip().rstrip("/")

    @field_validator("log_level")
    @classmethod
    def _is_level(cls, level: str) -> str:
        if level.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("it is one of DEBUG, INFO, WARNING, ERROR")
        return level.upper()

    @property
    def database(self) -> str:
        """Where the records are: the URL, or the SQLite file in the home folder."""
        return self.database_url or str(self.home / "rapport.db")

    @property
    def deeds(self) -> dict[str, Deed]:
        """What each emoji on a message does."""
        return reactions_of(self.reactions)

    @property
    def address_lines(self) -> tuple[str, ...]:
        """The company's address, line by line."""
        return tuple(line.strip() for line in self.address.split(";") if line.strip())

    @property
    def speaks_slack(self) -> bool:
        """Whether there is enough to connect to Slack."""
        return bool(self.slack_bot_token and (self.slack_app_token or self.slack_signing_secret))


def read_settings(home: Path | None = None) -> Settings:
    """The settings, with the home folder where one is given. Raises SettingTrouble."""
    try:
        return Settings(RAPPORT_HOME=home) if home else Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise SettingTrouble(f"The setting {first['loc'][0]} cannot be used: {reason}.") from error
