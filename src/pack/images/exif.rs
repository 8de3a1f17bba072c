//! How a photograph is to be turned, out of its Exif notes: all that is kept of them (CIPA DC-008, 4.6.4.A).

/// 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u16);

const TAG: u16 = 0x0112;
const SHORT: u16 = 3;

impl Default for Orientation {
    /// As it is.
    fn default() -> Self {
        Orientation(1)
    }
}

impl Orientation {
    /// Out of notes that begin with their TIFF head; as it is where they do not say.
    pub fn of(notes: &[u8]) -> Self {
        read(notes).filter(|value| (1..=8).contains(value)).map(Orientation).unwrap_or_default()
    }

    pub fn is_turned(self) -> bool {
        self.0 != 1
    }

    /// Whether what is wide is shown high.
    pub fn swaps_sides(self) -> bool {
        self.0 >= 5
    }

    /// Notes that say this and nothing else: a TIFF head, and a directory of one entry.
    pub fn notes(self) -> Vec<u8> {
        let mut notes = b"II*\0\x08\0\0\0\x01\0".to_vec();
        notes.extend(TAG.to_le_bytes());
        notes.extend(SHORT.to_le_bytes());
        notes.extend(1_u32.to_le_bytes());
        notes.extend(u32::from(self.0).to_le_bytes());
        // No further directory.
        notes.extend(0_u32.to_le_bytes());
        notes
    }
}

fn read(notes: &[u8]) -> Option<u16> {
    let is_little = match notes.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = notes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes = notes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) } as usize)
    };
    let directory = long(4)?;
    let entries = (0..usize::from(short(directory)?)).map(|index| directory.saturating_add(2 + 12 * index));
    let entry = entries.into_iter().find(|at| short(*at) == Some(TAG))?;
    short(entry.checked_add(8)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for value in 1..=8 {
            assert_eq!(Orientation::of(&Orientation(value).notes()), Orientation(value));
        }
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        assert_eq!(Orientation::of(big), Orientation(6));
        for broken in [&b""[..], b"II*\0", b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff"] {
            assert_eq!(Orientation::of(broken), Orientation(1));
        }
    }
}
