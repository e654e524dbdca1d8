//! The file a backup is: a line that says what it is, then the database with what was counted in it, compressed, and
//! encrypted when a key is set, then a checksum over everything.
//!
//! ```text
//! PA-BACKUP 1\n
//! {header as JSON}\n
//! chunks: length (4 bytes, big endian), bytes; a chunk of length zero ends them
//! SHA-256 of all of the above (32 bytes)
//! ```
//!
//! The chunks together are a gzip stream: the facts as one line of JSON, then the database file. With a key each chunk is
//! sealed with ChaCha20-Poly1305 in STREAM mode, so that none can be changed, dropped, swapped or appended.
use crate::server::{
    config::Secret,
    entropy,
    error::{Result, ServiceError},
};
use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit,
    aead::stream::{DecryptorBE32, EncryptorBE32},
};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::Path,
};

const MAGIC: &str = "PA-BACKUP 1";
const CHUNK: usize = 64 << 10;
/// What a sealed chunk is longer than what it holds.
const TAG: usize = 16;
const CHECKSUM: usize = 32;

/// What can be read without the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// When it was begun, in UTC.
    pub made_at: String,
    /// The program that made it.
    pub version: String,
    /// The newest migration in it.
    pub schema: String,
    /// Salt and nonce in hexadecimal, when encrypted.
    pub sealed: Option<Seal>,
}

/// What was counted in the database when it was backed up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Rows by table.
    pub rows: BTreeMap<String, i64>,
    pub audit_seq: i64,
    pub audit_hash: String,
    /// Tells whether the audit key is the same one, not what it is.
    pub audit_key: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    salt: String,
    nonce: String,
}

impl Seal {
    pub fn new() -> Self {
        Seal { salt: hex::encode(entropy::bytes::<16>()), nonce: hex::encode(entropy::bytes::<7>()) }
    }

    fn cipher(&self, key: &Secret) -> Result<(ChaCha20Poly1305, [u8; 7])> {
        let salt = hex::decode(&self.salt).map_err(damaged)?;
        let nonce = hex::decode(&self.nonce).ok().and_then(|nonce| nonce.try_into().ok()).ok_or_else(|| damaged("its seal"))?;
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key.0.as_bytes()).map_err(ServiceError::broken)?;
        mac.update(b"pa-assistant backup 1");
        mac.update(&salt);
        Ok((ChaCha20Poly1305::new(&mac.finalize().into_bytes()), nonce))
    }
}

pub fn damaged(what: impl std::fmt::Display) -> ServiceError {
    ServiceError::broken(format!("the backup is damaged: {what}. Nothing was changed"))
}

fn failed(doing: &str, error: &io::Error) -> ServiceError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ServiceError::broken(format!("the disk is full while {doing}. Nothing was changed"))
        }
        _ => ServiceError::broken(format!("{doing}: {error}")),
    }
}

/// Writes through to a file and keeps the checksum of what went by.
struct Summed<W> {
    inner: W,
    sum: Sha256,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.sum.update(&into[..read]);
        Ok(read)
    }
}

fn unsealed(_: chacha20poly1305::Error) -> io::Error {
    io::Error::other("a chunk could not be sealed")
}

/// Cuts what is written into chunks and seals them.
struct Chunks<W: Write> {
    to: W,
    held: Vec<u8>,
    seal: Option<EncryptorBE32<ChaCha20Poly1305>>,
}

impl<W: Write> Chunks<W> {
    fn put(&mut self, last: bool) -> io::Result<()> {
        let plain = std::mem::take(&mut self.held);
        let sealed = match (self.seal.take(), last) {
            (None, _) => plain,
            (Some(seal), true) => seal.encrypt_last(plain.as_slice()).map_err(unsealed)?,
            (Some(mut seal), false) => {
                let sealed = seal.encrypt_next(plain.as_slice()).map_err(unsealed)?;
                self.seal = Some(seal);
                sealed
            }
        };
        if !sealed.is_empty() {
            self.to.write_all(&u32::try_from(sealed.len()).map_err(io::Error::other)?.to_be_bytes())?;
            self.to.write_all(&sealed)?;
        }
        if last { self.to.write_all(&[0; 4]) } else { Ok(()) }
    }

    fn finish(mut self) -> io::Result<W> {
        self.put(true)?;
        Ok(self.to)
    }
}

impl<W: Write> Write for Chunks<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(CHUNK - self.held.len());
        self.held.extend_from_slice(&bytes[..taken]);
        if self.held.len() == CHUNK {
            self.put(false)?;
        }
        Ok(taken)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes `database` with its facts to `to`; answers the size of the backup in bytes. The file is on the disk afterwards.
pub fn write(to: &Path, header: &Header, facts: &Facts, database: &Path, key: Option<&Secret>) -> Result<u64> {
    let doing = "writing the backup";
    let seal = match (&header.sealed, key) {
        (Some(seal), Some(key)) => {
            let (cipher, nonce) = seal.cipher(key)?;
            Some(EncryptorBE32::from_aead(cipher, nonce.as_ref().into()))
        }
        _ => None,
    };
    let work = move || -> io::Result<u64> {
        let mut out = Summed { inner: BufWriter::new(File::create_new(to)?), sum: Sha256::new() };
        writeln!(out, "{MAGIC}\n{}", serde_json::to_string(header)?)?;
        let mut gzip = GzEncoder::new(Chunks { to: out, held: Vec::with_capacity(CHUNK), seal }, Compression::default());
        writeln!(gzip, "{}", serde_json::to_string(facts)?)?;
        io::copy(&mut File::open(database)?, &mut gzip)?;
        let Summed { mut inner, sum } = gzip.finish()?.finish()?;
        inner.write_all(&sum.finalize())?;
        let file = inner.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(file.metadata()?.len())
    };
    work().map_err(|error| {
        let _ = std::fs::remove_file(to);
        failed(doing, &error)
    })
}

/// Gives back what the chunks hold.
struct Opened<R> {
    from: R,
    open: Option<DecryptorBE32<ChaCha20Poly1305>>,
    held: Vec<u8>,
    at: usize,
    /// The chunk after the one in hand: whether a chunk is the last is known from what follows it.
    next: Option<Vec<u8>>,
    begun: bool,
}

impl<R: Read> Opened<R> {
    fn chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut length = [0; 4];
        self.from.read_exact(&mut length)?;
        let length = usize::try_from(u32::from_be_bytes(length)).map_err(io::Error::other)?;
        if length > CHUNK + TAG {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a chunk has no sensible length"));
        }
        let mut chunk = vec![0; length];
        self.from.read_exact(&mut chunk)?;
        Ok((length > 0).then_some(chunk))
    }

    fn fill(&mut self) -> io::Result<bool> {
        if !self.begun {
            self.begun = true;
            self.next = self.chunk()?;
        }
        let Some(sealed) = self.next.take() else { return Ok(false) };
        self.next = self.chunk()?;
        let refused = |_| io::Error::new(io::ErrorKind::InvalidData, "a chunk does not open: another key, or changed bytes");
        self.held = match (self.open.take(), self.next.is_some()) {
            (None, _) => sealed,
            (Some(open), false) => open.decrypt_last(sealed.as_slice()).map_err(refused)?,
            (Some(mut open), true) => {
                let plain = open.decrypt_next(sealed.as_slice()).map_err(refused)?;
                self.open = Some(open);
                plain
            }
        };
        self.at = 0;
        Ok(true)
    }
}

impl<R: Read> Read for Opened<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.held.len() {
            if !self.fill()? {
                return Ok(0);
            }
        }
        let taken = into.len().min(self.held.len() - self.at);
        into[..taken].copy_from_slice(&self.held[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

/// The next line; a megabyte is more than any has.
fn line(from: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    from.take(1 << 20).read_line(&mut line).map_err(damaged)?;
    Ok(line.trim_end().to_owned())
}

/// Compares the checksum at the end with the bytes before it, and answers the header.
pub fn check(file: &Path) -> Result<Header> {
    let reading = |error: io::Error| ServiceError::broken(format!("{}: {error}", file.display()));
    let length = std::fs::metadata(file).map_err(reading)?.len();
    let body = length.checked_sub(CHECKSUM as u64).ok_or_else(|| damaged("it is cut off"))?;
    let mut source = BufReader::new(File::open(file).map_err(reading)?);
    let header = header(&mut source)?;
    let mut whole = Summed { inner: File::open(file).map_err(reading)?.take(body), sum: Sha256::new() };
    io::copy(&mut whole, &mut io::sink()).map_err(reading)?;
    let mut wanted = [0; CHECKSUM];
    let mut rest = File::open(file).map_err(reading)?;
    io::Seek::seek(&mut rest, io::SeekFrom::Start(body)).map_err(reading)?;
    rest.read_exact(&mut wanted).map_err(damaged)?;
    if whole.sum.finalize().as_slice() == wanted { Ok(header) } else { Err(damaged("its checksum differs")) }
}

fn header(source: &mut impl BufRead) -> Result<Header> {
    if line(source)? != MAGIC {
        return Err(ServiceError::broken("this is no backup of pa-assistant, or one of a newer version"));
    }
    serde_json::from_str(&line(source)?).map_err(|_| damaged("its header"))
}

/// Checks `file`, then writes the database in it to `to`, which must not exist. Answers what it is and what was counted.
pub fn read(file: &Path, to: &Path, key: Option<&Secret>) -> Result<(Header, Facts)> {
    let header = check(file)?;
    let open = match (&header.sealed, key) {
        (None, _) => None,
        (Some(_), None) => return Err(ServiceError::broken("this backup is encrypted: set BACKUP_KEY. Nothing was changed")),
        (Some(seal), Some(key)) => {
            let (cipher, nonce) = seal.cipher(key)?;
            Some(DecryptorBE32::from_aead(cipher, nonce.as_ref().into()))
        }
    };
    let mut source = BufReader::new(File::open(file).map_err(damaged)?);
    self::header(&mut source)?;
    let sealed = open.is_some();
    let opened = Opened { from: source, open, held: Vec::new(), at: 0, next: None, begun: false };
    let mut plain = BufReader::new(GzDecoder::new(opened));
    let facts = line(&mut plain).map_err(|error| match sealed {
        true => ServiceError::broken(format!("BACKUP_KEY does not open this backup ({error})")),
        false => error,
    })?;
    let facts = serde_json::from_str(&facts).map_err(|_| damaged("what was counted in it"))?;
    let mut work = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create_new(to)?);
        io::copy(&mut plain, &mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    };
    work().map_err(|error| {
        let _ = std::fs::remove_file(to);
        if error.kind() == io::ErrorKind::InvalidData { damaged(error) } else { failed("restoring", &error) }
    })?;
    Ok((header, facts))
}
