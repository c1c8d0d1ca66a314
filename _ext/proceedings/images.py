"""Images of prose with their sizes, so that a browser leaves the place for each, and text does not jump when it comes.

They are attributes, and the style sheet lets the height follow the width: docutils has no place for a size that only
says how an image is, and what an author says of it (`:width:`) counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.images import get_image_size

from .domain import proceedings_domain

SAID = frozenset({'width', 'height', 'scale'})


class sized_image(nodes.image):
    """An image of which `pixels` says (width, height)."""


def setup_images(app: Sphinx) -> None:
    app.add_node(sized_image, html=(visit_sized_image, depart_sized_image))
    app.add_post_transform(SizeImages)


class SizeImages(SphinxPostTransform):
    """Behind those that download and convert images."""

    default_priority = 900

    def run(self, **options: Any) -> None:
        if not proceedings_domain(self.env).is_web:
            return
        for image in [*self.document.findall(nodes.image)]:
            if SAID.isdisjoint(image.attributes) and (pixels := self.size(image['uri'])):
                sized = sized_image(image.rawsource, pixels=pixels, **image.attributes)
                sized['classes'] = [*image['classes'], 'proceedings-image']
                image.replace_self(sized)

    def size(self, uri: str) -> tuple[int, int] | None:
        """Of a file of the site that can be read, and is no drawing without a size."""
        path = Path(self.env.srcdir, uri)
        size = get_image_size(path) if uri in self.env.images and path.is_file() else None
        return size if size and min(size) > 0 else None


def visit_sized_image(self: Any, node: sized_image) -> None:
    self.visit_image(node)
    width, height = node['pixels']
    self.body[-1] = self.body[-1].replace('<img ', f'<img width="{width}" height="{height}" ', 1)


def depart_sized_image(self: Any, node: sized_image) -> None:
    self.depart_image(node)
