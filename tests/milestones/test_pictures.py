"""Pictures of milestones: drawn anew or refused in kind words, described, and gone when nobody shows them."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from community.core import clock as core_clock
from community.core import files
from community.core.errors import Invalid
from community.milestones import actions
from community.milestones.models import PICTURE_SIZES
from community.milestones.pictures import folder


def a_picture(size=(1200, 800), kind="JPEG", **how) -> BytesIO:
    stream = BytesIO()
    Image.new("RGB", size, "teal").save(stream, kind, **how)
    stream.seek(0)
    return stream


def on_disk() -> list[str]:
    return sorted(path.name for path in folder().rglob("*.webp"))


def test_it_is_kept_in_its_sizes_with_its_shape(world, make):
    milestone = make.milestone(world.ana, picture=a_picture(), picture_alt="The sea")
    for size in PICTURE_SIZES:
        with Image.open(files.path(milestone.picture, size, folder=folder())) as kept:
            assert kept.size == (size, size * 2 // 3) and kept.format == "WEBP"


def test_where_it_was_taken_is_not_kept(world, make):
    exif = Image.Exif()
    exif[0x010F] = "Tidewrack Cameras"
    exif.get_ifd(0x8825)[2] = (IFDRational(52), IFDRational(31), IFDRational(12))
    milestone = make.milestone(world.ana, picture=a_picture(exif=exif), picture_alt="The sea")
    for size in PICTURE_SIZES:
        raw = files.path(milestone.picture, size, folder=folder()).read_bytes()
        with Image.open(BytesIO(raw)) as kept:
            assert not kept.getexif() and "exif" not in kept.info
        assert b"Tidewrack" not in raw and b"EXIF" not in raw


def truncated() -> BytesIO:
    raw = a_picture().getvalue()
    return BytesIO(raw[: len(raw) // 2])


BAD = {
    "40 MB": lambda: BytesIO(b"\xff\xd8\xff" + b"0" * (40 * 1024 * 1024)),
    "zero bytes": lambda: BytesIO(b""),
    "SVG": lambda: BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "half a JPEG": truncated,
    "a bomb": lambda: a_picture((30_000, 30_000), "PNG"),
    "no picture": lambda: BytesIO(b"%PDF-1.7 hello"),
}


@pytest.mark.parametrize("what", [name for name in BAD if name != "a bomb"])
def test_what_cannot_be_shown_is_refused_with_what_to_do(world, make, what):
    before = on_disk()
    with pytest.raises(Invalid) as refusal:
        make.milestone(world.ana, picture=BAD[what](), picture_alt="The sea")
    assert refusal.value.field == "picture" and str(refusal.value.message) and str(refusal.value.what_next)
    assert on_disk() == before


def test_a_bomb_is_refused_by_what_it_says_of_its_size(world, make):
    """Its head tells 900 million pixels; none of them is drawn."""
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
    with pytest.raises(Invalid) as refusal:
        make.milestone(world.ana, picture=BytesIO(bomb), picture_alt="The sea")
    assert refusal.value.field == "picture"


def test_a_picture_needs_words_for_who_cannot_see_it(world, make):
    with pytest.raises(Invalid) as refusal:
        make.milestone(world.ana, picture=a_picture(), picture_alt=" ")
    assert refusal.value.field == "picture_alt"


def test_another_picture_and_none_at_all_remove_the_file(world, make, worker):
    milestone = make.milestone(world.ana, picture=a_picture(), picture_alt="The sea")
    first, values = milestone.picture, {"kind": milestone.kind, "on": milestone.on, "words": milestone.words}
    actions.edit(world.ana, milestone, picture_alt="The grey sea", **values)
    assert (milestone.picture, milestone.picture_alt) == (first, "The grey sea")
    actions.edit(world.ana, milestone, picture=a_picture(), picture_alt="The land", **values)
    second = milestone.picture
    worker.drain()
    assert second != first and not any(name.startswith(first) for name in on_disk())
    actions.edit(world.ana, milestone, remove_picture=True, **values)
    worker.drain()
    assert milestone.picture is None and not any(name.startswith(second) for name in on_disk())


def test_with_the_milestone_goes_its_picture(world, make, worker):
    milestone = make.milestone(world.ana, picture=a_picture(), picture_alt="The sea")
    key = milestone.picture
    actions.take_back(world.ana, milestone)
    worker.drain()
    assert not any(name.startswith(key) for name in on_disk())


def test_the_night_removes_what_no_milestone_shows_and_leaves_the_rest(world, make, worker):
    shown = make.milestone(world.ana, picture=a_picture(), picture_alt="The sea").picture
    lost = files.store_picture(a_picture(), folder=folder(), sizes=PICTURE_SIZES, square=False).key
    with time_machine.travel(core_clock.now() + timedelta(days=2)):
        worker.job("milestones.pictures")
        worker.job("alumni.pictures")
    assert any(name.startswith(shown) for name in on_disk()) and not any(name.startswith(lost) for name in on_disk())


def test_the_subject_may_say_yes_without_the_picture(world, make):
    milestone = make.milestone(world.ana, world.mia, approved=False, picture=a_picture(), picture_alt="Her")
    wanted = {"words": milestone.words, "audience": "everyone"}
    actions.approve(world.ana, milestone, revision=milestone.revision, remove_picture=True, **wanted)
    assert milestone.picture is None
