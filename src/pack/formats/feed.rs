//! To be written.

use crate::import::{Draft, ImportError, Options};

pub fn import(_bytes: &[u8], _options: &Options) -> Result<Vec<Draft>, ImportError> {
    Err(ImportError::new("not read yet", ""))
}
