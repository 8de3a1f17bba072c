//! Pictures on their way into the site: what they are, how large, and nothing in them but the picture.
//!
//! Works on bytes. Where they come from and under which name they go is for others. The compressed picture itself is copied as it
//! is; what is taken off are the notes that cameras and programs leave beside it: where and when it was taken, by which device, who
//! edited it, small copies of it before it was cut, films and further pictures behind its end.

mod exif;
mod gif;
mod jpeg;
mod png;
mod webp;

use exif::Orientation;

/// A picture that may stand on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub kind: Kind,
    /// Pixels, as it is shown: a photograph that its orientation turns is as wide as it was high.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    pub content: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    Gif,
    WebP,
    Avif,
}

/// Why a picture may not stand on a page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    #[error("it is {what}, which pages do not show: save it as PNG, JPEG or WebP")]
    Kind { what: &'static str },
    #[error("it is damaged ({why}): open it in an image editor and save it again")]
    Damaged { why: String },
    #[error("it has {mebibytes} MiB, and at most {} may be on a page: save it smaller", LARGEST >> 20)]
    TooLarge { mebibytes: usize },
    #[error("it has {width} × {height} pixels, more than phones can show ({} million): save it smaller", MOST_PIXELS / 1_000_000)]
    TooManyPixels { width: u32, height: u32 },
    #[error("it is turned by a note beside the picture, which not all browsers heed: save it the right way up")]
    Turned,
    #[error("it carries notes on where or how it was made (Exif or XMP), which cannot be taken off an AVIF here: save it as WebP or JPEG")]
    Notes,
}

/// Bytes of a file. What a camera of 50 million pixels writes is below it.
const LARGEST: usize = 24 << 20;
/// A browser holds four bytes for each, and phones end a page that takes more than some hundred MiB.
const MOST_PIXELS: u64 = 64_000_000;

/// The picture, with what is private taken off.
pub fn picture(bytes: &[u8]) -> Result<Picture, PictureError> {
    let kind = Kind::of(bytes)?;
    if bytes.len() > LARGEST {
        return Err(PictureError::TooLarge { mebibytes: bytes.len().div_ceil(1 << 20) });
    }
    let (content, orientation) = match kind {
        Kind::Jpeg => jpeg::bare(bytes)?,
        Kind::Png => png::bare(bytes)?,
        Kind::Gif => (gif::bare(bytes)?, Orientation::default()),
        Kind::WebP => webp::bare(bytes)?,
        // Its notes are listed in a table of offsets, all of which would have to be written anew.
        Kind::Avif if holds(bytes, b"Exif") || holds(bytes, b"rdf+xml") => return Err(PictureError::Notes),
        Kind::Avif => (bytes.to_vec(), Orientation::default()),
    };
    // Of what goes into the site: a damaged file may say another size in a part that is left out.
    let size = imagesize::blob_size(&content).map_err(|error| damaged(error.to_string()))?;
    let side = |side: usize| u32::try_from(side).ok().filter(|side| *side > 0).ok_or_else(|| damaged("it has no size"));
    let (width, height) = (side(size.width)?, side(size.height)?);
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooManyPixels { width, height });
    }
    if orientation.is_turned() && kind != Kind::Jpeg {
        return Err(PictureError::Turned);
    }
    let (width, height) = if orientation.swaps_sides() { (height, width) } else { (width, height) };
    Ok(Picture { kind, width, height, content })
}

impl Kind {
    /// By the first bytes, whatever the name says.
    fn of(bytes: &[u8]) -> Result<Self, PictureError> {
        let starts = |with: &[u8]| bytes.starts_with(with);
        let at = |from: usize, with: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(with));
        let refused = |what| Err(PictureError::Kind { what });
        match () {
            () if starts(b"\xff\xd8\xff") => Ok(Kind::Jpeg),
            () if starts(b"\x89PNG\r\n\x1a\n") => Ok(Kind::Png),
            () if starts(b"GIF87a") || starts(b"GIF89a") => Ok(Kind::Gif),
            () if starts(b"RIFF") && at(8, b"WEBP") => Ok(Kind::WebP),
            () if at(4, b"ftypavif") || at(4, b"ftypavis") => Ok(Kind::Avif),
            () if at(4, b"ftyphei") || at(4, b"ftyphev") || at(4, b"ftypmif1") => refused("a HEIC picture"),
            () if starts(b"BM") => refused("a BMP"),
            () if starts(b"II*\0") || starts(b"MM\0*") => refused("a TIFF"),
            () if starts(b"\x01\0\0\0") && at(40, b" EMF") => refused("a Windows metafile (EMF)"),
            () if starts(b"\xd7\xcd\xc6\x9a") || starts(b"\x01\0\x09\0\0\x03") || starts(b"\x02\0\x09\0\0\x03") => {
                refused("a Windows metafile (WMF)")
            }
            () if starts(b"%PDF") => refused("a PDF"),
            () if starts(b"\0\0\x01\0") => refused("an icon"),
            // It may hold programs and lead elsewhere.
            () if is_svg(bytes) => refused("an SVG"),
            () if bytes.is_empty() => Err(damaged("the file is empty")),
            () => refused("a file of an unknown kind"),
        }
    }

    /// What the name of a file of this kind ends with.
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::Gif => "gif",
            Kind::WebP => "webp",
            Kind::Avif => "avif",
        }
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default());
    start.trim_start_matches('\u{feff}').trim_start().starts_with('<') && start.contains("<svg")
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn damaged(why: impl Into<String>) -> PictureError {
    PictureError::Damaged { why: why.into() }
}

#[cfg(test)]
mod tests;
