namespace Naru.Rest.Microversions;

/// <summary>For whom an object is written, as the shapes of an API need it.</summary>
public interface IViewer
{
    Microversion Version { get; }
}
