{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "+6htgCHgowtaI+ClRg1JdzCVb/QcDdfDwzBzsox8CGS2Zpj9GobJeYHCZVaNavjlfD91neYIuGL9xb+Ga56uDg=="
}
