{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "zuaS0py/D/OQcyGmUXr8I/lSROUF6h9u135NR8ePC2q9mv3B0KPgG1brOID2EtVdTX9AemhKtJ+oBDSCC0MACQ=="
}
