namespace Naru.Walk.Switching;

/// <summary>A flow or rule has something in it that is not understood here: better no answer than a guessed one.</summary>
public sealed class UnknownStepException(string message) : Exception(message);
