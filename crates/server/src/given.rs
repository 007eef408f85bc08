//! Files that an operator names: plain ones, of a bounded size, and standard input by `-`. A pipe or a device that has a name would be
//! waited for, or read, for ever.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Stands for standard input.
pub const STDIN: &str = "-";

/// Opens a plain file.
pub fn open(path: &Path) -> io::Result<File> {
    let what = std::fs::metadata(path)?;
    if what.is_file() {
        return File::open(path);
    }
    if what.is_dir() {
        return Err(io::Error::new(
            ErrorKind::IsADirectory,
            "is a directory and no plain file; name one, or - for standard input",
        ));
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "is no plain file; name one, or - for standard input"))
}

/// The whole of a file, or of standard input, that has so many bytes at most.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if path == Path::new(STDIN) { bounded(io::stdin().lock(), most) } else { bounded(open(path)?, most) }
}

fn bounded(from: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(ErrorKind::FileTooLarge, format!("has more than {most} bytes, which is too much")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_plain_file_is_not_waited_for_and_what_is_too_long_is_not_read() {
        for other in ["/dev/zero", "/", "/dev/null"] {
            assert!(read(Path::new(other), 10).unwrap_err().to_string().contains("no plain file"), "{other}");
        }
        assert_eq!(bounded(&b"0123456789"[..], 10).unwrap().len(), 10);
        assert!(bounded(&b"0123456789a"[..], 10).unwrap_err().to_string().contains("more than 10 bytes"));
    }
}
