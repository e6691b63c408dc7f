namespace Naru.Tour.Steps;

/// <summary>Programs that the machine may lack.</summary>
/// <param name="Programs">All of them are needed.</param>
/// <param name="WhyNot">What is said when one is missing.</param>
/// <param name="Prepare">A script of sh that runs on the host, unseen, before the commands.</param>
public sealed record Requirement(IReadOnlyList<string> Programs, Said WhyNot, string Prepare);
