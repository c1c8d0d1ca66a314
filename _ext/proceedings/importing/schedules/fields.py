"""The fields of one thing of a source: those that nobody takes are lost, and that is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...problems import Place, short
from ..report import MAIL_IS_PRIVATE, Report

_PICTURES = 'pictures are not copied; put them into the Markdown of the talk or the person'
_INTERNAL = 'it is for the organizers, and may be private'
_ANSWERS = 'answers to questions may be private'
_RECORDING = 'a program says nothing about recordings'
_ADDRESS = 'talks and people have pages of their own here'
_LANGUAGE = 'a program does not say in which language a talk is'
_COUNTED = 'it follows from the rest'
_COLOURS = 'the style sheet has the colors'

WHY: Mapping[str, str] = {
    **dict.fromkeys(('email', 'mail', 'e-mail', 'contact'), MAIL_IS_PRIVATE),
    **dict.fromkeys(
        ('logo', 'avatar', 'avatar_url', 'image', 'picture', 'header_image', 'og_image', 'photo'), _PICTURES
    ),
    **dict.fromkeys(
        ('avatar_thumbnail_default', 'avatar_thumbnail_tiny', 'avatar_source', 'avatar_license'), _PICTURES
    ),
    **dict.fromkeys(('notes', 'internal_notes', 'review_code', 'reviews', 'assigned_reviewers', 'comment'), _INTERNAL),
    **dict.fromkeys(('answers', 'answer', 'question', 'questions'), _ANSWERS),
    **dict.fromkeys(('mean_score', 'median_score', 'score', 'scores', 'anonymised_data', 'is_anonymised'), _INTERNAL),
    **dict.fromkeys(('availabilities', 'speaker_info', 'invitation_token', 'invitations', 'access_code'), _INTERNAL),
    **dict.fromkeys(('phone', 'has_arrived', 'locale', 'gender', 'birthday', 'address', 'invitation'), _INTERNAL),
    **dict.fromkeys(
        ('recording', 'license', 'optout', 'recording_license', 'do_not_record', 'do_not_stream', 'released'),
        _RECORDING,
    ),
    **dict.fromkeys(
        ('url', 'origin_url', 'feedback_url', 'feedback', 'public_url', 'conf_url', 'full_conf_url'), _ADDRESS
    ),
    **dict.fromkeys(('version', 'days', 'daysCount', 'timeslot_duration', 'index', 'slot_count', 'position'), _COUNTED),
    **dict.fromkeys(('language', 'languages', 'content_locale', 'locales'), _LANGUAGE),
    **dict.fromkeys(('color', 'colors', 'primary_color'), _COLOURS),
}
"""Why a field finds no place, by its name."""

_UNSAID = frozenset({MAIL_IS_PRIVATE, _INTERNAL, _ANSWERS})
"""The reasons for which nobody is to see an example either."""


class Fields:
    """The *texts* of one thing by their path, such as `recording/license`; *path* is what the thing is called."""

    def __init__(self, path: str, place: Place, texts: Iterable[tuple[str, str]]) -> None:
        self.path = path
        self.place = place
        self.texts: dict[str, str] = {}
        for name, text in texts:
            if text := text.strip():
                self.texts.setdefault(_up_to_private(name), text)

    def take(self, *names: str) -> str:
        """The first of the fields *names* that says something; none of them is lost."""
        found = [self.texts.pop(name) for name in names if name in self.texts]
        return found[0] if found else ''

    def drop(self, *names: str) -> None:
        """What says nothing that is not said elsewhere."""
        for name in names:
            self.texts.pop(name, None)

    def lose(self, report: Report) -> None:
        """Tell the report of all that was not taken."""
        for name, text in self.texts.items():
            lose(report, f'{self.path}/{name}', self.place, text)
        self.texts.clear()


def lose(report: Report, path: str, place: Place, text: str) -> None:
    """Note that the field at *path* found no place, and why, if that is on purpose. What is private is not shown."""
    steps = [step.lstrip('@') for step in path.split('/')]
    reasons = [WHY[step] for step in steps[1:] if step in WHY]
    why = next((reason for reason in reasons if reason in _UNSAID), next(iter(reasons), ''))
    is_private = why in _UNSAID or '@' in text.split('://')[0]
    report.lose(path, place, '' if is_private else short(' '.join(text.split())), why)


def _up_to_private(name: str) -> str:
    """`answers` of `answers/question/en`: what is private has no parts that anybody need know of."""
    steps = name.split('/')
    at = next((at for at, step in enumerate(steps) if WHY.get(step.lstrip('@')) in _UNSAID), len(steps))
    return '/'.join(steps[: at + 1])
