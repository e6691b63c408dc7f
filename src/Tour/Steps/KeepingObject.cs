namespace Naru.Tour.Steps;

/// <summary>An object is put into the object store, read again and removed.</summary>
public sealed record KeepingObject(Said Title, Said Text, string Container, string Name, string Content) : Step(Title, Text);
