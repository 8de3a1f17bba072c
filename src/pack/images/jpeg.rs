//! JPEG: its segments up to the end of the first picture (ITU-T T.81, annex B).

use super::exif::Orientation;
use super::{PictureError, damaged};
use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};

const EXIF: &[u8] = b"Exif\0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";

pub fn bare(bytes: &[u8]) -> Result<(Vec<u8>, Orientation), PictureError> {
    let jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|error| damaged(error.to_string()))?;
    let is_exif = |segment: &&JpegSegment| segment.marker() == markers::APP1 && segment.contents().starts_with(EXIF);
    let notes = jpeg.segments().iter().find(is_exif).map(|segment| segment.contents().slice(EXIF.len()..));
    let orientation = notes.map(|notes| Orientation::of(&notes)).unwrap_or_default();

    let mut out = vec![0xff, markers::SOI];
    if orientation.is_turned() {
        push(&mut out, markers::APP1, &[EXIF, &orientation.notes()].concat());
    }
    let mut has_picture = false;
    for segment in jpeg.segments() {
        let contents = segment.contents();
        match segment.marker() {
            // The JFIF head says the shape of pixels; a small copy of the picture may follow.
            markers::APP0 => {
                if let Some(head) = contents.get(..12).filter(|head| head.starts_with(b"JFIF\0")) {
                    push(&mut out, markers::APP0, &[head, &[0, 0]].concat());
                }
            }
            marker if is_note(marker, contents) => {}
            marker => push(&mut out, marker, contents),
        }
        if segment.has_entropy() {
            let entropy = jpeg_entropy(bytes, segment).ok_or_else(|| damaged("its picture is cut off"))?;
            scans(entropy, &mut out)?;
            has_picture = true;
        }
    }
    if has_picture { Ok((out, orientation)) } else { Err(damaged("there is no picture in it")) }
}

/// What follows the head of the first scan, up to the end of the file.
fn jpeg_entropy<'a>(bytes: &'a [u8], segment: &JpegSegment) -> Option<&'a [u8]> {
    let length = segment.len_with_entropy() - segment.len();
    bytes.get(bytes.len().checked_sub(length)?..)
}

/// Whether a segment says something about the picture instead of being part of it. Colours are part of it (ICC, Adobe's marker).
fn is_note(marker: u8, contents: &[u8]) -> bool {
    match marker {
        markers::APP2 => !contents.starts_with(ICC),
        markers::APP14 => !contents.starts_with(b"Adobe"),
        markers::COM => true,
        marker => (markers::APP0..=markers::APP15).contains(&marker),
    }
}

/// The scans, and the tables between them, up to the first end of a picture: further pictures and films stand behind it.
fn scans(entropy: &[u8], out: &mut Vec<u8>) -> Result<(), PictureError> {
    let mut rest = entropy;
    while let Some(at) = rest.iter().position(|byte| *byte == 0xff) {
        let (before, from) = rest.split_at(at);
        out.extend(before);
        match from.get(1) {
            None => break,
            // A byte of the picture, and marks within it for those who begin in the midst.
            Some(0 | 0xd0..=0xd7) => {
                out.extend(&from[..2]);
                rest = &from[2..];
            }
            // Fill.
            Some(0xff) => rest = &from[1..],
            Some(&markers::EOI) => {
                out.extend(&from[..2]);
                return Ok(());
            }
            Some(&marker) => {
                let length = from.get(2..4).map(|length| usize::from(u16::from_be_bytes([length[0], length[1]])));
                let contents =
                    length.and_then(|length| from.get(4..length.checked_add(2)?)).ok_or_else(|| damaged("a table is cut off"))?;
                if !is_note(marker, contents) {
                    push(out, marker, contents);
                }
                rest = &from[4 + contents.len()..];
            }
        }
    }
    // Browsers show what is there of a picture without an end.
    out.extend(rest.iter().take_while(|byte| **byte != 0xff));
    out.extend([0xff, markers::EOI]);
    Ok(())
}

fn push(out: &mut Vec<u8>, marker: u8, contents: &[u8]) {
    // Contents come out of segments, which are no longer than their length can say.
    let length = u16::try_from(contents.len() + 2).unwrap_or(u16::MAX);
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    out.extend(&contents[..usize::from(length) - 2]);
}
