from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courant', '0004_media'),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlierText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('epoch', models.BigIntegerField()),
                ('document', models.BinaryField()),
                ('ended', models.DateTimeField()),
            ],
            options={
                'constraints': (models.UniqueConstraint(fields=('name', 'epoch'), name='courant_text_epoch'),),
            },
        ),
    ]
