using Naru.Images.Documents;
using Naru.Images.Formats;
using Naru.Primitives;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Images.Content;

/// <summary>How an image gets its data: the status says what is going on, and only who set it ends it.</summary>
internal sealed class ImageData(Store store, ImageFiles files)
{
    /// <summary>Bytes that have arrived become the data of an image in a certain status, or the image is queued again and they are gone.</summary>
    public async Task<Result<Image>> ActivateAsync(WriteContext context, Image image, StagedData data, string expectedStatus)
    {
        var activated = Inspect(image, data).TryGet(out var virtualSize, out var refusal)
            ? await NameAsync(context, image.Id, data, virtualSize, expectedStatus)
            : refusal;
        if (!activated.Succeeded)
        {
            files.Discard(data.File);
            await QueueAgainAsync(context, image.Id, expectedStatus);
        }
        return activated;
    }

    /// <summary>Gives up what was going on.</summary>
    public Task<Result<Done>> QueueAgainAsync(WriteContext context, string imageId, string expectedStatus) => store.WriteAsync(context, state =>
    {
        if (state.In(ImageTables.Images).Find(imageId) is { } image && image.Status == expectedStatus)
            state.Update(ImageTables.Images, image.Emptied() with { UpdatedAt = Times.ToSecond(state.Time) });
        return Done.Ok;
    });

    private Result<long?> Inspect(Image image, StagedData data)
    {
        using var file = files.OpenStaged(data.File);
        return ImageFormat.Check(file, image.DiskFormat, image.ContainerFormat);
    }

    private Task<Result<Image>> NameAsync(WriteContext context, string imageId, StagedData data, long? virtualSize, string expectedStatus) =>
        files.NameAsync(store, data, () => store.WriteAsync(context, state =>
        {
            if (state.In(ImageTables.Images).Find(imageId) is not { } image)
                return GlanceErrors.GoneMeanwhile(imageId);
            if (image.Status != expectedStatus)
                return GlanceErrors.Transition(image.Status, ImageStatus.Active);
            var active = image with
            {
                Status = ImageStatus.Active,
                Size = data.Size,
                VirtualSize = virtualSize,
                Checksum = data.Checksum,
                Hash = data.Hash,
                Staged = null,
                HasFailedImport = false,
                UpdatedAt = Times.ToSecond(state.Time),
            };
            state.Update(ImageTables.Images, active);
            return (Result<Image>)active;
        }));
}
