# Sourced: starts an OpenLDAP of its own in a scratch folder on free ports, with a private CA, and stops it when the script ends.
# Tests find it by PA_TEST_LDAP (ldaps), PA_TEST_LDAP_STARTTLS (ldap) and PA_TEST_LDAP_CA.
start_ldap() {
  [ -z "${PA_TEST_LDAP:-}" ] || return 0
  local slapd folder port tls modules pid
  slapd=$(command -v slapd || command -v /usr/sbin/slapd) && command -v openssl >/dev/null || {
    [ -z "${CI:-}" ] || die "OpenLDAP is missing and CI must not skip it"
    warn "SKIPPED: OpenLDAP (slapd) or openssl is missing"
    return 0
  }
  folder=$(mktemp -d)
  chmod 755 "$folder"
  port=$(free_port)
  tls=$(free_port)
  for modules in /usr/lib/ldap /usr/lib/openldap /usr/lib64/openldap; do [ ! -d "$modules" ] || break; done
  (
    cd "$folder"
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=test CA" -keyout ca.key -out ca.pem
    openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout server.key -out server.csr
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n' >ext
    openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out server.pem
    # Another authority, for tests that must not trust it.
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=stranger CA" -keyout stranger.key -out stranger.pem
  ) >"$folder/openssl.log" 2>&1 || { cat "$folder/openssl.log"; die "certificates for the test directory could not be made"; }
  mkdir "$folder/db"
  cat >"$folder/slapd.conf" <<EOM
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath $modules
moduleload back_mdb
pidfile $folder/pid
TLSCACertificateFile $folder/ca.pem
TLSCertificateFile $folder/server.pem
TLSCertificateKeyFile $folder/server.key
# No password in the clear. Without one every bind succeeds, as nobody: many directories do this, and some clients believe it.
security simple_bind=128
allow bind_anon_dn
database mdb
maxsize 10485760
suffix "dc=example,dc=com"
rootdn "cn=root,dc=example,dc=com"
directory $folder/db
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=pa,dc=example,dc=com" read by dn.exact="cn=root,dc=example,dc=com" write by * none
EOM
  "$slapd" -T add -f "$folder/slapd.conf" -l "$ROOT/scripts/ldap.ldif" >"$folder/add.log" 2>&1 || { cat "$folder/add.log"; die "the test directory could not be filled"; }
  "$slapd" -f "$folder/slapd.conf" -h "ldap://127.0.0.1:$port ldaps://127.0.0.1:$tls" -d 0 >"$folder/log" 2>&1 &
  pid=$!
  for _ in $(seq 100); do
    (exec 3<>"/dev/tcp/127.0.0.1/$tls") 2>/dev/null && break
    kill -0 "$pid" 2>/dev/null || { cat "$folder/log"; die "the test directory did not start"; }
    sleep 0.1
  done
  export PA_TEST_LDAP=ldaps://127.0.0.1:$tls PA_TEST_LDAP_STARTTLS=ldap://127.0.0.1:$port PA_TEST_LDAP_CA=$folder/ca.pem
  at_exit "kill $pid 2>/dev/null || true; rm -rf $folder"
}
