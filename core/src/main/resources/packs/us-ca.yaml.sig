{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "4i9AEsE9GvbBGhse+N/ShWoe9yj6UdnTWd09V1r8FwP9LfeqG4khoHQLHs7HXGfuT5VaeNO1MFwI4ZxHAYgnCw=="
}
