//! The interface of getrandom without random numbers: the real one imports them from JavaScript, and the module of the page imports
//! nothing. Only what encrypts asks for them; reading a document does not.

use std::{error, fmt};

/// There are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there are no random numbers here")
    }
}

impl error::Error for Error {}

impl From<Error> for std::io::Error {
    fn from(error: Error) -> std::io::Error {
        std::io::Error::other(error)
    }
}

/// Fails.
pub fn fill(_: &mut [u8]) -> Result<(), Error> {
    Err(Error)
}

/// Fails.
pub fn u32() -> Result<u32, Error> {
    Err(Error)
}

/// Fails.
pub fn u64() -> Result<u64, Error> {
    Err(Error)
}

/// A source that always fails.
#[cfg(feature = "sys_rng")]
#[derive(Clone, Copy, Debug, Default)]
pub struct SysRng;

#[cfg(feature = "sys_rng")]
impl rand_core::TryRng for SysRng {
    type Error = Error;

    fn try_next_u32(&mut self) -> Result<u32, Error> {
        u32()
    }

    fn try_next_u64(&mut self) -> Result<u64, Error> {
        u64()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        fill(bytes)
    }
}

#[cfg(feature = "sys_rng")]
impl rand_core::TryCryptoRng for SysRng {}
