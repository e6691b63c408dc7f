namespace Naru.NodeContract;

/// <summary>Which bytes: those that a host asks for, or those that it brings.</summary>
/// <param name="Host">Who asks or brings.</param>
/// <param name="Kind">One of <see cref="NodeContentKinds"/>, or of the service that serves them.</param>
public sealed record NodeContentName(string Host, string Kind, string Id);
