"""The record that the tests of editing edit."""

RECORD = """\
schema = 2
kind = "organization"
id = "a"
type = "network"  # một mạng lưới
status = "unknown"

# tên
[name]
vi = "Mạng lưới A"
en = "Network A"

[relations]
member_of = ["b"]

[[sources]]
ref = "s"
"""

A = "organizations/a.toml"
