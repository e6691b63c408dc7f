namespace Naru.Compute.Validation;

/// <summary>What the shape of a body depends on besides the body.</summary>
/// <param name="Version">The minor number of the microversion.</param>
/// <param name="IsOpen">Objects may have members that are not known.</param>
internal readonly record struct ShapeContext(int Version, bool IsOpen);
