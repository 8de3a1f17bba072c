//! To be written.

use crate::import::{Draft, ImportError, Options};

pub fn is_ninjs(_bytes: &[u8]) -> bool {
    false
}

pub fn import(_text: &str, _options: &Options) -> Result<Vec<Draft>, ImportError> {
    Err(ImportError::new("not read yet", ""))
}
