"""What the tests of the renderer share."""

import pytest


@pytest.fixture
def own(settings, tmp_path_factory):
    """A socket of the test's own, short enough for a socket."""
    path = tmp_path_factory.mktemp("r") / "s"
    settings.RENDERER_SOCKET = str(path)
    return path
