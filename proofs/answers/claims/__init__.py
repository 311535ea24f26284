"""What an answer says, in order: equations and the words that belong to them, under the notation of an assignment."""
