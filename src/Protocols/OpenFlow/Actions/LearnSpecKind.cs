namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>What a <see cref="LearnSpec"/> adds to the learned flow.</summary>
public enum LearnSpecKind
{
    Match,
    Load,
    Output,
}
