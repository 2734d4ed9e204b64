"""Listening to all that concerns forms."""

from slack_bolt import App

from bot.slack.forms.desk import Desk
from bot.slack.forms.openings import Openings
from bot.slack.forms.submissions import Submissions
from bot.slack.office import Office
from bot.slack.typeahead import listen_to_typing
from skills.skill import all_skills


def listen_to_forms(app: App, office: Office, command: str) -> None:
    """Register every listener of forms; those of the command itself have to come after."""
    all_skills()  # read now, for the first form to open within Slack's three seconds
    desk = Desk(office)
    desk.get_ready()
    Openings(office, desk).listen(app, command)
    Submissions(office).listen(app)
    listen_to_typing(app, office)
