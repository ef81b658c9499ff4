{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "H8h7Ok3VTctG+fn21ZNlEMEvKOU9W0O8TXpC+GwdvMku3E/hd1U0kyMJfvoix2RM1rKFrYSCHYb75K3Rye3SCw=="
}
