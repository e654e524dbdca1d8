//! Certificates of a private authority, for servers of the company's own that we talk to.
use super::env::Reader;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use std::sync::Arc;

/// A file of certificates in PEM that the other side's own was signed with; nothing when none is named.
pub fn authorities(read: &mut Reader<'_>, name: &str) -> Option<Arc<ClientConfig>> {
    let path = read.text(name)?;
    let mut store = RootCertStore::empty();
    let certificates = CertificateDer::pem_file_iter(&path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let added = certificates.is_ok_and(|all| !all.is_empty() && all.into_iter().all(|one| store.add(one).is_ok()));
    if !added {
        read.mistake(name, "names no readable file of certificates in PEM", "/etc/pa-assistant/company-ca.pem");
        return None;
    }
    trusting(store)
}

/// TLS with these roots, by the same cryptography as everywhere else in this program.
pub fn trusting(roots: RootCertStore) -> Option<Arc<ClientConfig>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()?;
    Some(Arc::new(versions.with_root_certificates(roots).with_no_client_auth()))
}
