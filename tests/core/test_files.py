"""Pictures people give."""

import io
import re
import struct
import zlib
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from community.core import files
from community.core.errors import Invalid, Missing


def picture(fmt="JPEG", size=(400, 300), mode="RGB", **options):
    """A picture whose left half is red and whose right half is blue, as bytes."""
    drawn = Image.new(mode, size, "blue")
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill="red")
    out = io.BytesIO()
    drawn.save(out, fmt, **options)
    return out.getvalue()


def store(raw, folder, **options):
    return files.store_picture(io.BytesIO(raw), folder=folder, **options)


def in_words(refusal):
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        return str(refusal.message)


def shown(stored, folder, size=320):
    with Image.open(files.path(stored.key, size, folder=folder)) as opened:
        opened.load()
        return opened


def test_a_picture_is_kept_in_each_size(tmp_path):
    stored = store(picture(), tmp_path)
    assert (stored.width, stored.height) == (300, 300)
    assert shown(stored, tmp_path).size == (300, 300)
    assert shown(stored, tmp_path, 96).size == (96, 96)
    assert shown(stored, tmp_path).format == "WEBP"


def test_a_picture_may_keep_its_shape(tmp_path):
    stored = store(picture(size=(1600, 400)), tmp_path, square=False)
    assert (stored.width, stored.height) == (320, 80)


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_the_usual_kinds_are_taken(tmp_path, fmt):
    assert store(picture(fmt), tmp_path).width == 300


def test_what_can_be_seen_through_stays_so(tmp_path):
    raw = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(raw, "PNG")
    assert shown(store(raw.getvalue(), tmp_path), tmp_path).getpixel((10, 10))[3] == 0


@pytest.mark.parametrize("square", [True, False])
def test_where_it_was_taken_and_everything_else_about_it_is_forgotten(tmp_path, square):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ana"
    exif.get_ifd(0x8825)[2] = (50.0, 44.0, 0.0)
    raw = picture(size=(90, 90), exif=exif, comment=b"a secret remark", icc_profile=b"profile of mine")
    assert b"Camera of Ana" in raw
    stored = store(raw, tmp_path, square=square)
    for size in files.SIZES:
        kept = files.path(stored.key, size, folder=tmp_path).read_bytes()
        assert b"Camera" not in kept and b"remark" not in kept and b"EXIF" not in kept and b"ICCP" not in kept
        assert not shown(stored, tmp_path, size).getexif()


def test_a_picture_stands_the_way_the_camera_was_held(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: what is on the left belongs to the top
    kept = shown(store(picture(size=(300, 300), exif=exif), tmp_path), tmp_path).convert("RGB")
    assert kept.getpixel((150, 20))[0] > 200 and kept.getpixel((150, 280))[2] > 200


def test_of_a_moving_picture_the_first_frame_is_kept(tmp_path):
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "green", "blue")]
    raw = io.BytesIO()
    frames[0].save(raw, "GIF", save_all=True, append_images=frames[1:], duration=50)
    kept = shown(store(raw.getvalue(), tmp_path), tmp_path)
    assert getattr(kept, "n_frames", 1) == 1 and kept.convert("RGB").getpixel((30, 30))[0] > 200


def test_colours_told_in_another_range_are_brought_into_the_usual_one(tmp_path):
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red_is_blue = usual.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    kept = shown(store(picture("PNG", icc_profile=red_is_blue), tmp_path), tmp_path)
    assert kept.getpixel((10, 10))[2] > 200 and kept.getpixel((290, 10))[0] > 200


def test_a_large_photograph_is_drawn_without_holding_all_of_it(tmp_path):
    stored = store(picture(size=(6_000, 5_000)), tmp_path, sizes=(1_000,))
    assert (stored.width, stored.height) == (1_000, 1_000)


def bomb(width=40_000, height=40_000):
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 50)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"hello", "not a picture"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "not a picture",
        ),
        (b"%PDF-1.7 ...", "not a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "not a picture"),
        (picture()[:-800], "damaged"),
        (picture("PNG")[:-100], "damaged"),
        (picture("GIF")[:60], "not a picture|damaged"),
        (bomb(), "too many pixels"),
        (bomb(5_000, 5_000), "too many pixels"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(tmp_path, raw, said):
    with pytest.raises(Invalid) as refused:
        store(raw, tmp_path)
    assert re.search(said, in_words(refused.value)) and refused.value.what_next
    assert not list(tmp_path.rglob("*.*"))


def test_a_file_of_too_many_bytes_is_not_even_read_to_its_end(tmp_path):
    class Endless(io.RawIOBase):
        given = 0

        def read(self, count=-1):
            assert 0 <= count <= files.MOST_BYTES + 1
            self.given += count
            return b"\xff" * count

    with pytest.raises(Invalid) as refused:
        files.store_picture(Endless(), folder=tmp_path)
    assert "too large" in in_words(refused.value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, 3_000),
    st.binary(max_size=40),
    st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"]),
)
def test_a_picture_damaged_anywhere_is_shown_or_refused(tmp_path, at, junk, fmt):
    raw = picture(fmt, size=(40, 30))
    try:
        assert store(raw[:at] + junk + raw[at + len(junk) :], tmp_path).key
    except Invalid as refused:
        assert refused.what_next


def test_names_are_ours_random_and_spread_over_folders(tmp_path):
    one, other = store(picture(), tmp_path), store(picture(), tmp_path)
    assert one.key != other.key
    written = [file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file()]
    assert Path(one.key[:2], one.key[2:4], f"{one.key}-320.webp") in written
    assert len(written) == 4


def test_a_removed_picture_is_gone_in_every_size_and_its_neighbour_is_not(tmp_path):
    one, other = store(picture(), tmp_path), store(picture(), tmp_path)
    beside = files.path(one.key, 96, folder=tmp_path).with_name(f"{one.key[:4]}{'0' * 28}-96.webp")
    beside.touch()
    files.remove(one.key, folder=tmp_path)
    files.remove(one.key, folder=tmp_path)
    assert beside.exists()
    assert not list(tmp_path.rglob(f"{one.key}*"))
    assert len(list(tmp_path.rglob(f"{other.key}*"))) == 2


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "a" * 31, "A" * 32, "*" * 32, "a" * 32 + "\n"])
def test_only_keys_of_ours_name_a_file(tmp_path, key):
    for ask in (files.remove, lambda key, folder: files.path(key, 96, folder=folder)):
        with pytest.raises(Missing):
            ask(key, folder=tmp_path)


def test_a_picture_is_sent_for_one_reader_alone_to_keep(tmp_path, monkeypatch):
    class Here:
        media_folder = tmp_path

    monkeypatch.setattr("community.core.settings.current", lambda: Here)
    stored = files.store_picture(io.BytesIO(picture()))
    with Flask(__name__).test_request_context():
        answer = files.send_picture(stored.key)
        answer.direct_passthrough = False
        assert answer.mimetype == "image/webp" and answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.get_data()[:4] == b"RIFF"
        answer.close()
        with pytest.raises(Missing):
            files.send_picture("0" * 32)


def test_a_number_where_a_place_is_meant_is_damage(tmp_path):
    raw = bytearray(picture("TIFF"))
    (directory,) = struct.unpack_from("<I", raw, 4)
    (entries,) = struct.unpack_from("<H", raw, directory)
    for at in range(directory + 2, directory + 2 + 12 * entries, 12):
        if struct.unpack_from("<H", raw, at)[0] == 273:  # where the pixels begin
            struct.pack_into("<H", raw, at + 2, 11)  # as a fraction
    with pytest.raises(Invalid) as refused:
        store(bytes(raw), tmp_path)
    assert "damaged" in in_words(refused.value)
