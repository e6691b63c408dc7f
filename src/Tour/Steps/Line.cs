namespace Naru.Tour.Steps;

/// <summary>A command line, as the learner would type it.</summary>
/// <param name="Command">May have names in it, such as <c>{router:r1}</c>, which become ids and addresses.</param>
public sealed record Line(string Command)
{
    /// <summary>What its output has to contain; null: anything.</summary>
    public string? Shows { get; init; }

    /// <summary>It is meant to fail: a ping that nobody answers.</summary>
    public bool Fails { get; init; }

    public static implicit operator Line(string command) => new(command);
}
