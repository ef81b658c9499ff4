{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "OSP6WHif6jAns6tOBtEvWhMf463oh76xsOjy/JBQuPl72k1Ek9t+9eIJvLawnIlb5WGZ1J126BMT17FliUuFDQ=="
}
