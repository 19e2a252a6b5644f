"""Random histories of a record: commits with parents and data, merges among them."""

from __future__ import annotations

import random
from typing import Any

Data = dict[str, Any]


def random_graph(chance: random.Random) -> list[tuple[list[int], Data]]:
    """Commits of which each edits some fields of its parents, whose values it takes by chance where they differ."""
    commits: list[tuple[list[int], Data]] = [([], {"a": 0, "b": 0, "c": 0})]
    for _ in range(chance.randrange(4, 22)):
        most = min(len(commits), chance.choice((1, 1, 1, 2, 2, 3)))
        parents = sorted(chance.sample(range(max(0, len(commits) - 5), len(commits)), min(most, 5)), reverse=True)
        data: Data = {}
        for name in sorted({name for parent in parents for name in commits[parent][1]}):
            values = [commits[parent][1].get(name) for parent in parents]
            value = chance.choice(values)
            if value is not None:
                data[name] = value
        if chance.random() < (0.9 if len(parents) == 1 else 0.4):
            name = chance.choice("abcd")
            if chance.random() < 0.2:
                data.pop(name, None)
            else:
                data[name] = chance.randrange(4)
        commits.append((parents, data))
    loose = sorted(set(range(len(commits))) - {parent for parents, _ in commits for parent in parents}, reverse=True)
    if len(loose) > 1:
        commits.append((loose, dict(commits[loose[0]][1])))
    return commits
