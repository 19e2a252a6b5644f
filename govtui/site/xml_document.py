"""XML documents: elements from Python values, with texts made safe."""

from __future__ import annotations

from xml.etree import ElementTree

from govtui.text.safe import safe_text


def node(name: str, *children: ElementTree.Element | str, **attributes: str) -> ElementTree.Element:
    """Return an element. A trailing underscore of an attribute's name is dropped, "xml_lang" is "xml:lang"."""
    made = ElementTree.Element(
        name, {key.rstrip("_").replace("_", ":"): safe_text(value) for key, value in attributes.items()}
    )
    for child in children:
        if isinstance(child, str):
            made.text = safe_text(child)
        else:
            made.append(child)
    return made


def document(root: ElementTree.Element) -> bytes:
    """Return a document, an element of its root a line."""
    root.text = "\n"
    for child in root:
        child.tail = "\n"
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'.encode()
