//! To be written.

pub struct Picture {
    pub content: Vec<u8>,
    pub width: u32,
    pub height: u32,
    /// `jpg`.
    pub ending: &'static str,
}

pub fn picture(_content: &[u8]) -> Result<Picture, String> {
    Err("pictures are not read yet".into())
}
