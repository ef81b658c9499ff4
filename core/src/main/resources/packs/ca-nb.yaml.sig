{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "bzDRTt91EQcHOkp+YAAB86WzTa8YSONqVCDY9OR++bStStTWx97KSpEPaX8DGDUkh0aQrLhJdz+ky0OL81tzAg=="
}
