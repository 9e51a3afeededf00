"""The plan of the rounds: all steps in order, and who may do which."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from pipeline.errors import RefusedError
from pipeline.roster import PeopleSettings, Role, RoundSettings, RoundStep, roles_of, steps_of


@dataclass(frozen=True, slots=True)
class Plan:
    """What every page goes through."""

    steps: tuple[RoundStep, ...]
    roles: tuple[Role, ...]  # empty: anyone may do anything
    different_proofs: str
    different_reviews: str

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone declared, in the order of the settings."""
        return tuple(dict.fromkeys(role.person for role in self.roles))

    def step(self, name: str) -> RoundStep:
        """The step of that id.

        Raises:
            RefusedError: where there is none.
        """
        for step in self.steps:
            if step.id == name:
                return step
        ids = [step.id for step in self.steps]
        close = difflib.get_close_matches(name, ids, 1)
        hint = f"Did you mean {close[0]}?" if close else f"The steps are {', '.join(ids) or 'none'}."
        raise RefusedError(f"{name!r} is no step of the rounds", f"{hint} [rounds] in gazette.toml has them.")

    def position(self, name: str) -> int:
        """Where a step stands in the order; -1 for one that the plan has no more."""
        return next((n for n, step in enumerate(self.steps) if step.id == name), -1)

    def named(self, name: str) -> tuple[RoundStep, ...]:
        """The steps that a name means: one step, or all of a round."""
        of_round = tuple(step for step in self.steps if step.round == name)
        return of_round or (self.step(name),)

    def peers(self, step: RoundStep) -> tuple[RoundStep, ...]:
        """The other proofs of its round for a proof, the other reviews of it for a review."""
        return tuple(
            s for s in self.steps if s.round == step.round and s.review is step.review and s.id != step.id
        )

    def before(self, step: RoundStep) -> RoundStep | None:
        """The step of the same round that comes just before."""
        position = self.position(step.id)
        earlier = self.steps[position - 1] if position > 0 else None
        return earlier if earlier and earlier.round == step.round else None

    def hidden_from(self, step: RoundStep) -> frozenset[str]:
        """Ids of the proofs whose work a blind proof is not to see."""
        if not step.blind:
            return frozenset()
        own = self.position(step.id)
        return frozenset(peer.id for peer in self.peers(step) if self.position(peer.id) < own)

    def hides_later(self, step: RoundStep) -> bool:
        """Is there a proof after it that must not see it?"""
        return any(step.id in self.hidden_from(peer) for peer in self.peers(step))

    def covers(self, person: str, step: RoundStep) -> bool:
        """Has the person a role for that step?"""
        return not self.roles or any(role.person == person and role.covers(step) for role in self.roles)


def plan_of(rounds: RoundSettings, people: PeopleSettings) -> Plan:
    """The plan that the settings declare; they have been checked when they were read."""
    steps = steps_of(rounds)
    roles = roles_of(people, (step.round for step in steps))
    return Plan(steps, roles, rounds.different_proofs, rounds.different_reviews)
