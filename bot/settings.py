"""Every setting, from the environment or an .env file; .env.example lists them all."""

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set. Empty values count as not set."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, populate_by_name=True)

    home: Path = Field(
        Path("~/.rapport"), alias="RAPPORT_HOME", description="The folder that holds everything: database, index, log"
    )
    database_url: str = Field(
        "", alias="DATABASE_URL", description="PostgreSQL, as in postgresql://user:password@host/name; SQLite if empty"
    )
    me: str = Field("", alias="RAPPORT_ME", description="Your e-mail address, for chat and ask in the terminal")
    slack_bot_token: str = Field("", alias="SLACK_BOT_TOKEN", description="The bot token of your Slack app, xoxb-...")
    slack_app_token: str = Field("", alias="SLACK_APP_TOKEN", description="The app token, xapp-..., for Socket Mode")
    slack_signing_secret: str = Field(
        "", alias="SLACK_SIGNING_SECRET", description="The signing secret, for signed HTTP instead of Socket Mode"
    )
    port: int = Field(3000, alias="PORT", description="Where signed HTTP listens, on loopback")
    slack_api_url: str = Field(
        "https://slack.com/api/", alias="SLACK_API_URL", description="Slack's Web API; a stand-in's address in tests"
    )
    slack_join: bool = Field(
        True,
        alias="RAPPORT_JOIN",
        description="Whether full members of the workspace may join as sales reps by their verified e-mail",
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
        description="How long the chat model may take before the local reader steps in",
    )
    log_level: str = Field(
        "WARNING", alias="RAPPORT_LOG", description="How much the log says: DEBUG, INFO, WARNING, ERROR"
    )

    @field_validator("home")
    @classmethod
    def _at_home(cls, home: Path) -> Path:
        return home.expanduser()

    @property
    def database(self) -> str:
        """Where the records are: the URL, or the SQLite file in the home folder."""
        return self.database_url or str(self.home / "rapport.db")
