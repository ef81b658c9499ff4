{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "ZqZwnDoCydm1jZPv40jDMToefosNwWKqSxpTGCdyLoBhjFN3skKPmFgiAkb884jXa2wwhcPwJRJ6zRFXP4JUBA=="
}
