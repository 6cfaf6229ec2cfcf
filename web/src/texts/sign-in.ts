/** Coming in. */
export const signInTexts = {
  title: "Sign in",
  signUpTitle: "Make an account",
  email: "E-mail",
  password: "Password",
  name: "Name",
  passwordHelp: "At least 10 characters",
  signIn: "Sign in",
  signUp: "Make the account",
  toSignUp: "No account yet? Make one",
  toSignIn: "Have an account? Sign in",
  closed: "Accounts are made by an administrator.",
  link: "Is the server yours? It printed a link when it started; open that link to come in without a password.",
  opening: "Opening the one-time link",
  linkFailed: "This link does not open the door",
  linkSafe: "Nothing is lost. A link works once; the server prints a new one when it starts.",
  signedOut: "Signed out",
} as const;
