//! To be written.

/// The text, and the name of its encoding if that is not UTF-8.
pub fn decode(bytes: &[u8]) -> (String, Option<&'static str>) {
    (String::from_utf8_lossy(bytes).into_owned(), None)
}

/// The same of a page, which may say its encoding.
pub fn decode_html(bytes: &[u8]) -> (String, Option<&'static str>) {
    decode(bytes)
}
