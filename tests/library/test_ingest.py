import io
import zipfile

from briefing.library.ingest import _unpacked_size


def test_time_is_given_for_what_a_zip_file_unpacks_to():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(5000))
        archive.writestr("text/chapter.xhtml", bytes(300))
        archive.writestr("media/picture.png", bytes(70000))
    assert _unpacked_size(buffer.getvalue()) == 5300
    assert _unpacked_size(b"plain" + buffer.getvalue()) == 0
