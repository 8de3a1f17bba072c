//! To be written.

use crate::import::{Draft, ImportError, Options};

pub fn import(_text: &str, _options: &Options) -> Result<Draft, ImportError> {
    Err(ImportError::new("not read yet", ""))
}
