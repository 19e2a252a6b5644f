"""The merge of two commits of a registry: each record by field, in git's object store; the work tree is not touched.

Every record that both sides changed is merged here, also where git's lines would merge it. What a person has to decide waits;
only when nothing does, there is a commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from govtui.edit.conflict import Clash, Side
from govtui.edit.record_versions import FileAt, ThreeFiles, is_record_path, moves, three_files
from govtui.edit.three_record_merge import RecordMerges, Undecided
from govtui.model.problem import Problem, Severity
from govtui.store.commit_files import LastChange, last_change, sizes
from govtui.store.files import stem_of
from govtui.store.history import History
from govtui.store.location import MANIFEST
from govtui.store.network import NotShared
from govtui.store.registry import Registry
from govtui.store.tree_merge import FILE, Blob, ChangedPath, Stages, changed_files, commit_tree, merge_tree

__all__ = ["BranchMerge", "Clash", "FileClash", "FileVersion", "Merged", "Side", "Undecided"]
